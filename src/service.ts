// The service as configured: live when a messenger is, a rehearsal on this machine otherwise.

import type { Logger } from 'pino';
import type { Channel } from './channels/channel.ts';
import { openEmail } from './channels/email/email.ts';
import { openTelegram } from './channels/telegram/telegram.ts';
import { openZaloBot } from './channels/zalo-bot/zalo-bot.ts';
import { openZaloAccount } from './channels/zalo-oa/account.ts';
import { domainProof, proofPath } from './channels/zalo-oa/domain-proof.ts';
import { type Clock, isRehearsed, systemClock } from './clock.ts';
import { type App, type ChannelParts, startApp } from './compose.ts';
import { type Config, messengers } from './config.ts';
import { readStampsBy } from './delivery/looked/look.ts';
import { seconds } from './kernel/time.ts';
import { mailPath } from './kernel/ways.ts';
import { openRehearsal } from './rehearsal/start.ts';
import { useDataFolder } from './store/folder.ts';
import { lead } from './store/leader.ts';
import { type OpenStore, openStore } from './store/open.ts';
import { openTexts } from './texts/texts.ts';

export type Service = { url: string; mode: string; app: App; stop(): Promise<void> };

/** A choice that has been on a screen for less than this lay under a finger that meant another; in milliseconds. */
const shortestGlance = seconds(1);

/** What may take longer than a second, before it begins. */
export type Step = 'database' | 'rehearsal';

export async function startService(
  config: Config,
  log: Logger,
  glance = shortestGlance,
  begins: (step: Step) => void = () => {},
): Promise<Service> {
  await useDataFolder(config.dataDir);
  readStampsBy(config.stampReader);
  begins('database');
  const store = await openStore(config, (message) => log.warn(message));
  try {
    const texts = openTexts({ onMissing: (key) => log.error({ key }, 'a text is missing') });
    const live = liveChannels(config, store, log);
    if (live.length > 0 && (await isRehearsed(store.database.pool))) {
      throw new Error(
        'the database holds a rehearsal: its people are invented, and would be counted as reached. Give the service an empty DATA_DIR or DATABASE_URL.',
      );
    }
    if (live.length === 0) begins('rehearsal');
    const rehearsal = live.length > 0 ? null : await openRehearsal(store, texts, { dataDir: config.dataDir, glance });
    if (rehearsal && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(config.host)) {
      log.warn({ host: config.host }, 'the rehearsal is open to other machines: whoever reaches it acts for anybody');
    }
    const clock: Pick<Clock, 'now'> = rehearsal?.clock ?? systemClock;
    const app = await startApp({
      database: store.database,
      texts,
      log,
      clock,
      dataDir: config.dataDir,
      files: config.files,
      host: config.host,
      port: config.port,
      publicUrl: config.publicUrl,
      openId: config.openId,
      monitorHosts: config.monitorHosts,
      pagesHere: rehearsal !== null,
      glance,
      ...(config.zaloVerifier && { pages: { [proofPath(config.zaloVerifier)]: domainProof(config.zaloVerifier) } }),
      channels: (parts) => rehearsal?.channels(parts) ?? live.flatMap((open) => open(parts)),
    });
    await rehearsal?.begin(app);
    return {
      url: app.url,
      mode: rehearsal ? 'rehearsal' : `live: ${messengers(config).join(', ')}`,
      app,
      stop: async () => {
        await app.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

type OpenChannel = (parts: ChannelParts) => Channel | Channel[];

function liveChannels(config: Config, store: OpenStore, log: Logger): OpenChannel[] {
  const open: OpenChannel[] = [];
  const { telegram, zaloOa, zaloBot, email, publicUrl } = config;
  const elect =
    (name: string) =>
    (work: (lost: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> =>
      lead({
        url: () => store.database.url,
        name,
        work,
        signal,
        onError: (error) => log.warn({ err: error, name }, 'receiving lost'),
      });
  if (telegram) {
    open.push(
      ({ texts }) =>
        openTelegram({
          token: telegram.token,
          apiRoot: telegram.apiRoot,
          texts,
          now: systemClock.now,
          rate: telegram.rate,
          ...(telegram.webhookSecret && publicUrl
            ? { webhook: { url: `${publicUrl}/webhooks/telegram`, secret: telegram.webhookSecret } }
            : {}),
          elect: elect('receive:telegram'),
          onProblem: (problem) => log.warn({ channel: 'telegram' }, problem),
        }) as Channel,
    );
  }
  if (zaloOa) {
    open.push(({ texts, fieldsOf }) => {
      const { oa, zbs } = openZaloAccount({
        ...zaloOa,
        publicUrl,
        pool: store.database.pool,
        texts,
        fieldsOf,
        now: systemClock.now,
        elect: elect('receive:zalo-zbs'),
        onProblem: (problem) => log.warn({ channel: 'zalo-oa' }, problem),
        onRefreshed: (mark) => log.info({ channel: 'zalo-oa', mark }, 'a new token is in use'),
      });
      return [oa, zbs] as Channel[];
    });
  }
  if (zaloBot) {
    open.push(
      ({ texts }) =>
        openZaloBot({
          token: zaloBot.token,
          apiRoot: zaloBot.apiRoot,
          texts,
          now: systemClock.now,
          ...(zaloBot.webhookSecret && publicUrl
            ? { webhook: { url: `${publicUrl}/webhooks/zalo-bot`, secret: zaloBot.webhookSecret } }
            : {}),
          elect: elect('receive:zalo-bot'),
          onProblem: (problem) => log.warn({ channel: 'zalo-bot' }, problem),
        }) as Channel,
    );
  }
  if (email) {
    open.push(
      ({ texts, app }) =>
        openEmail({
          ...email,
          linksAt: `${publicUrl}${mailPath}`,
          pool: store.database.pool,
          texts,
          now: systemClock.now,
          meetingHours: (bodyId) => app().world(bodyId).settings.meetingHours,
          onProblem: (problem) => log.warn({ channel: 'email' }, problem),
        }) as Channel,
    );
  }
  return open;
}
