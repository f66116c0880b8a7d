import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

describe('Điều 3.3, 6.4, 9.1: một cuộc họp từ dự thảo đến điểm danh', () => {
  test('run', async () => {
    try {
      const [chair, secretary, uv01, uv02, uv03] = ['TB', 'TV01', 'UV01', 'UV02', 'UV03'].map((code) => service.phone(code));
      await secretary!.send('/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1, UBND tỉnh');
      await secretary!.receives(/GM-01/);
      await secretary!.press('Trình duyệt');
      await chair!.receives(/GM-01/);
      await chair!.press('Đồng ý');
      await uv01!.receives(/GM-01/);
      await uv01!.press('Xác nhận tham dự');
      await uv01!.receives(/Đã ghi nhận/);
      await uv02!.receives(/GM-01/);
      await uv02!.press('Xin vắng mặt');
      await uv02!.receives(/lý do/i);
      await uv02!.send('Đi công tác nước ngoài theo quyết định của UBND tỉnh');
      await uv02!.receives(/chờ/i);
      await chair!.receives(/Đỗ Y Tế/);
      await chair!.press('Đồng ý');
      await uv02!.receives(/đồng ý/i);
      await uv03!.press('Ủy quyền dự họp');
      await uv03!.receives(/ai|người/i);
    } finally {
      await service.settled();
      console.log(service.api.transcript());
    }
  });
});
