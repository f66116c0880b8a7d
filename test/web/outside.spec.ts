// What is open to the outside, with an attacker's eyes.

import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig, secretsOf } from '../../src/config.ts';
import { openLog } from '../../src/logging.ts';
import { startService as startConfigured } from '../../src/service.ts';
import { openDatabase } from '../../src/store/database.ts';
import { linkAccount, seatCommittee } from '../support/committee.ts';
import { freshDatabase } from '../support/database.ts';
import { pdf } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

describe('trang gửi tệp', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ zaloBot: ['UV01'] });
  });
  afterAll(() => service?.stop());

  test('người lạ không có đường dẫn: bị từ chối trước khi gửi hết, không chiếm bộ nhớ', async () => {
    const token = 'A'.repeat(22);
    // The body never ends: an answer shows that nobody waited for it.
    const status = await new Promise<number>((resolve, reject) => {
      const sending = request(`${service.app.url}/tai-len/${token}`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' },
      });
      sending.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        sending.destroy();
      });
      sending.on('error', reject);
      sending.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n');
    });
    expect(status).toBe(410);
  });

  test('nhiều người lạ thử đường dẫn cùng lúc: ai có đường dẫn vẫn được phục vụ, không bị báo bận', async () => {
    const strange = Array.from({ length: 60 }, (_, nth) => String(nth).padStart(22, 'A'));
    const answers = await Promise.all(strange.map((token) => fetch(`${service.app.url}/tai-len/${token}`)));
    expect(answers.map(({ status }) => status)).toEqual(strange.map(() => 410));
  });

  test('hàng nghìn yêu cầu trong một gói: cắt kết nối, không làm hết; từng yêu cầu một thì kết nối vẫn dùng được', async () => {
    const { hostname, port } = new URL(service.app.url);
    const one = 'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n';
    const answered = (send: (socket: Socket) => void): Promise<number> =>
      new Promise((resolve) => {
        let said = '';
        const socket = connect(Number(port), hostname, () => send(socket));
        socket.on('data', (bytes) => {
          said += bytes.toString('latin1');
          const count = said.split('HTTP/1.1 200').length - 1;
          if (count === 20) socket.end();
          else if (count > 0) socket.emit('answered');
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(said.split('HTTP/1.1 200').length - 1));
      });
    expect(await answered((socket) => socket.write(one.repeat(2_000)))).toBeLessThanOrEqual(8);
    const inTurn = (socket: Socket): void => {
      socket.on('answered', () => socket.write(one));
      socket.write(one);
    };
    expect(await answered(inTurn)).toBe(20);
  });

  test.each([
    '..%2f..%2fetc%2fpasswd',
    '%00',
    'A'.repeat(5_000),
    "'; drop table upload_link;--",
    '%ff',
  ])('đường dẫn lạ: %j', async (token) => {
    const answer = await fetch(`${service.app.url}/tai-len/${token}`);
    expect([400, 404, 410]).toContain(answer.status);
  });
});

describe('tệp không ai hỏi', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service?.stop());

  test('Điều 6.4: không lưu, không tải về; đồng chí được báo', async () => {
    const member = service.phone('UV01');
    await member.sendFile({ name: 'a.pdf', bytes: pdf('x'), mime: 'application/pdf' });
    await member.receives(/./);
    await member.send('/giaoviec');
    await service.settled();
    expect(await service.database.prisma.file.count()).toBe(0);
    expect(service.api.calls('getFile')).toEqual([]);
  });
});

describe('chạy thử trên dữ liệu thật', () => {
  test('không mở trang chạy thử, không có nút xóa, trên dữ liệu đã dùng thật', async () => {
    const fresh = await freshDatabase();
    const database = openDatabase(fresh.url);
    try {
      await seatCommittee(database);
      await linkAccount(database, 'UV01', 'telegram', '7');
      const config = parseConfig({ DATABASE_URL: fresh.url, DATA_DIR: tmpdir(), PORT: '0' });
      await expect(startConfigured(config, openLog('silent'))).rejects.toThrow(/TELEGRAM_BOT_TOKEN/);
      expect(await database.prisma.account.count()).toBe(1);
    } finally {
      await database.close();
      await fresh.drop();
    }
  });
});

describe('nhật ký dịch vụ', () => {
  test('không lộ mật khẩu, mã bí mật nào của cấu hình, dù chúng nằm ở đâu', () => {
    const secrets = {
      DATABASE_URL: 'postgres://thuky:mat%20khau-dai@127.0.0.1:5432/x',
      TELEGRAM_BOT_TOKEN: '123456:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      PUBLIC_URL: 'https://thuky.example',
      TELEGRAM_WEBHOOK_SECRET: 'webhook-secret-0123456789',
      ZALO_BOT_TOKEN: '987654321:zalo-b',
    };
    const written: string[] = [];
    const log = openLog('info', secretsOf(parseConfig(secrets)), (line) => written.push(line));
    for (const secret of [...Object.values(secrets), 'mat khau-dai']) {
      log.warn({ err: new Error(`at ${secret} "quoted"`), url: `https://x/bot${secret}/getMe` }, `said ${secret}`);
    }
    const all = written.join('');
    expect(written).toHaveLength(6);
    for (const secret of [...Object.values(secrets).filter((one) => one !== secrets.PUBLIC_URL), 'mat khau-dai']) {
      expect(all).not.toContain(secret);
    }
  });
});
