import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from '../../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

const assign = async (line: string): Promise<string> => {
  const chair = service.phone('TB');
  await chair.send(`/giaoviec ${line}`);
  const card = await chair.receives(/Đã ghi nhận: giao nhiệm vụ (NV-\d+)/);
  await service.settled();
  return /NV-\d+/.exec(card.text)![0];
};

describe('nhiệm vụ qua trò chuyện', () => {
  test('Điều 7.2: báo cáo 100% được trả lại, bổ sung, rồi xác nhận; thẻ của người khác cũng cập nhật', async () => {
    const code = await assign('UV03; Ban hành kế hoạch dữ liệu mở; 31/12/2026');
    const [lead, secretary, standing] = [service.phone('UV03'), service.phone('TV01'), service.phone('UVTT')];
    await lead.receives(new RegExp(code));
    await lead.press('Tiếp nhận');
    await lead.receives(/tiếp nhận nhiệm vụ/);
    const line = `/baocao ${code}; 100; Đã ban hành Kế hoạch 12`;
    await lead.send(line);
    await lead.receives(/đề nghị xác nhận hoàn thành/);
    await secretary.receives(/Chờ xác nhận hoàn thành/);
    await secretary.press('Trả lại, bổ sung');
    await secretary.receives(/bổ sung nội dung gì/);
    await secretary.send('Thiếu phụ lục');
    await lead.receives(/Thiếu phụ lục/);
    await lead.send(line);
    await lead.receives(/đề nghị xác nhận hoàn thành/);
    await secretary.receives(/Chờ xác nhận hoàn thành/);
    await service.settled();
    await lead.send('/choduyet');
    await lead.receives(/Không có việc nào đang chờ/);
    await secretary.send('/choduyet');
    await secretary.receives(
      new RegExp(`1 việc chờ đồng chí quyết định[\\s\\S]*Xác nhận hoàn thành ${code} · Ban hành kế hoạch dữ liệu mở`),
    );
    await secretary.press(`Xem ${code}`);
    await secretary.receives(/Chờ xác nhận hoàn thành/);
    await secretary.press('Xác nhận hoàn thành');
    await secretary.receives(/Đã ghi nhận: xác nhận hoàn thành/);
    await secretary.send('/choduyet');
    await secretary.receives(/Không có việc nào đang chờ/);
    await lead.receives(/Hoàn thành đúng hạn/);
    await standing.receives(/Hoàn thành đúng hạn/);
    await lead.send('/nhiemvu');
    await lead.receives(/Tổng số nhiệm vụ giao: 1; đã hoàn thành: 1 \(đúng hạn 1, quá hạn 0\); đang thực hiện: 0/);
    await service.settled();
  });

  test('TK15, Điều 7.2: báo cáo hoàn thành hỏi sản phẩm, minh chứng; người xác nhận thấy; trả lại nêu còn thiếu gì', async () => {
    const code = await assign('UV03; Lập kế hoạch đào tạo; 31/12/2026; ; ; Kế hoạch đã ban hành');
    const [lead, secretary] = [service.phone('UV03'), service.phone('TV01')];
    await lead.receives(new RegExp(code));
    await lead.send(`/baocao ${code}; 100; Đã xong`);
    await lead.receives(/Chưa có minh chứng kiểm tra được[\s\S]*Điều 7.2[\s\S]*Sản phẩm phải có: Kế hoạch đã ban hành/);
    await lead.send('Đã ban hành kế hoạch số 15/KH-SNV');
    await lead.receives(/1 đoạn/);
    await lead.press('Xong');
    await lead.receives(/đề nghị xác nhận hoàn thành/);
    await secretary.receives(
      new RegExp(`Chờ xác nhận hoàn thành: ${code}[\\s\\S]*Minh chứng nêu trong báo cáo: 15/KH-SNV`),
    );
    await secretary.press('Trả lại, bổ sung');
    await secretary.receives(/Còn thiếu gì/);
    await secretary.send('Thiếu phụ lục phân công');
    const back = await lead.receives(/trả lại, còn thiếu: [\s\S]*Thiếu phụ lục phân công/);
    expect(back.buttons.flat()).toContain('Báo cáo');
    await lead.press('Báo cáo');
    await lead.receives(/bao nhiêu phần trăm/);
    await lead.send('100');
    await lead.receives(/Sản phẩm phải có: Kế hoạch đã ban hành/);
    await lead.sendFile({ name: 'phu-luc.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF'), mime: 'application/pdf' });
    await lead.receives(/1 tệp/);
    await lead.press('Xong');
    await secretary.receives(new RegExp(`Chờ xác nhận hoàn thành: ${code}[\\s\\S]*Tệp kèm theo báo cáo: 1`));
    await secretary.press('Xác nhận hoàn thành');
    await lead.receives(/Hoàn thành đúng hạn/);
    await service.settled();
  });

  test('Điều 3.1: người giao đổi hạn bằng nút trên thẻ, thêm phối hợp; người được thêm được báo', async () => {
    const code = await assign('UV02; Chuẩn hóa dữ liệu; 31/12/2026');
    const chair = service.phone('TB');
    await chair.press('Thêm phối hợp');
    await chair.receives(/Ai phối hợp/);
    await chair.send('UV01, PGD1');
    await chair.receives(/thêm người phối hợp/);
    await service.phone('PGD1').receives(/phối hợp thực hiện/);
    await chair.press('Đổi thời hạn');
    await chair.receives(/sang ngày nào/);
    await chair.send('15/01/2027');
    await chair.receives(/Lý do/);
    await chair.send('Chờ hướng dẫn');
    await chair.receives(/chuyển thời hạn sang thứ Sáu, 15\/01\/2027/);
    await service.phone('UV02').receives(new RegExp(`${code}: 15/01/2027`));
    await service.phone('UV01').receives(new RegExp(`${code}: 15/01/2027`));
    await service.settled();
  });

  test('Điều 5.1: sáng ngày nhắc, nhiều nhiệm vụ của một người là một tin; không nhắc hai lần', async () => {
    const codes = [];
    for (const nth of [1, 2, 3]) codes.push(await assign(`UV01; Việc số ${nth}; 30/12/2026`));
    const lead = service.phone('UV01');
    await service.at('08:00 21/12/2026');
    const digest = await lead.receives(/Nhắc việc: 3 nhiệm vụ/);
    for (const code of codes) expect(digest.text).toContain(code);
    const before = lead.transcript().length;
    await service.at('09:00 21/12/2026');
    expect(lead.transcript().length).toBe(before);
  });

  test('Điều 6.6: danh sách toàn Ban sang trang và quay lại bằng nút', async () => {
    for (const nth of [4, 5, 6]) await assign(`PTB1; Việc số ${nth}; 20/01/2027`);
    const secretary = service.phone('TV01');
    await secretary.send('/nhiemvu toàn ban');
    const first = await secretary.receives(/Nhiệm vụ toàn Ban/);
    expect(first.buttons.flat()).toContain('Trang sau');
    await secretary.press('Trang sau');
    const second = await secretary.receives(/Việc số 6/);
    expect(second.buttons.flat()).toContain('Trang trước');
  });

  test('TK1, Điều 3.1: lĩnh vực và cấp giao hiện trên thẻ, trong danh sách và số liệu theo cấp', async () => {
    const [chair, lead] = [service.phone('TB'), service.phone('PTB1')];
    const code = await assign('PTB1; Xây dựng kho dữ liệu; 31/12/2026; ; ; ; ; Dữ liệu số; TW');
    await lead.receives(/Lĩnh vực: Dữ liệu số\nCấp giao: Trung ương/);
    await assign('PTB1; Tập huấn kỹ năng số; 31/12/2026; ; ; ; ; ; BCĐ');
    await lead.send('/nhiemvu');
    await lead.receives(
      new RegExp(
        `Tổng số nhiệm vụ giao: \\d+[\\s\\S]*Trung ương: 1 nhiệm vụ[^\\n]*\\nBan Chỉ đạo: 1 nhiệm vụ[\\s\\S]*${code} \\(Trung ương, Dữ liệu số\\), hạn 31/12/2026`,
      ),
    );
    await chair.send('/giaoviec PTB1; Việc khác; 31/12/2026; ; ; ; ; ; cấp xã');
    await chair.receives(/Nhiệm vụ cấp nào/);
    await chair.press('Hủy');
    await chair.receives(/Đã hủy/);
    await service.settled();
  });

  test('Điều 3.1: gõ một dòng mà một phần tùy chọn sai thì chỉ hỏi lại phần ấy; các phần bỏ trống không bị hỏi', async () => {
    const secretary = service.phone('TV01');
    await secretary.send('/giaoviec UV02; Kết nối trục liên thông; 31/12/2026; ; Thông báo số 15; ; Không Ai Cả');
    await secretary.receives(/do đồng chí nào giao/);
    await secretary.send('TB');
    await secretary.receives(/Đã ghi nhận: giao nhiệm vụ NV-\d+[\s\S]*Theo: Thông báo số 15/);
    await service.settled();
  });

  test('Điều 3.1: gõ một dòng mà người chủ trì không giao được thì chỉ chọn lại người', async () => {
    const chair = service.phone('TB');
    await chair.send('/giaoviec TB; Rà soát thủ tục; 31/12/2026');
    await chair.receives(/Không có “TB” trong danh sách[\s\S]*Giao cho ai chủ trì/);
    await chair.send('UV02');
    await chair.receives(/Đã ghi nhận: giao nhiệm vụ NV-\d+/);
    await service.settled();
  });
});
