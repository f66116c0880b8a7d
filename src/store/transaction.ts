import type { Prisma } from './generated/client.ts';

/** The one transaction an act is written in: its tables, its audit row, its messages, the mark that it was handled. */
export type Transaction = Omit<Prisma.TransactionClient, '$queryRawUnsafe' | '$executeRawUnsafe' | '$transaction'>;
