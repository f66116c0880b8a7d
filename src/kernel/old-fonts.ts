/**
 * Vietnamese as it was typed before Unicode: the letters of a Western alphabet, drawn as Vietnamese ones by the fonts
 * of TCVN3 (.VnTime) and VNI (VNI-Times). Files of offices still bring it.
 */

export type OldFont = 'TCVN3' | 'VNI';

const pairs = (from: string, to: string): [string, string][] => {
  const letters = [...to];
  return [...from].map((sign, index) => [sign, letters[index]!]);
};

/** TCVN 5712, as its fonts show the bytes of Windows-1252. Tones on capitals have no bytes of their own. */
const tcvn3 = new Map<string, string>([
  ...pairs('¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË', 'áàảãạăắằẳẵặâấầẩẫậ'),
  ...pairs('®ÐÌÎÏÑªÕÒÓÔÖ', 'đéèẻẽẹêếềểễệ'),
  ...pairs('Ý×ØÜÞ', 'íìỉĩị'),
  ...pairs('ãßáâä«èåæçé¬íêëìî', 'óòỏõọôốồổỗộơớờởỡợ'),
  ...pairs('óïñòô\u00adøõö÷ùýúûüþ', 'úùủũụưứừửữựýỳỷỹỵ'),
  ...pairs('¡¢§£¤¥¦', 'ĂÂĐÊÔƠƯ'),
]);

/** VNI: a letter and a sign for its tone, or for its tone and its mark together. */
const vni = vniTable();

function vniTable(): Map<string, string> {
  const table = new Map<string, string>([...pairs('ñôöíìæóòîÑÔÖÍÌÆÓÒÎ', 'đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ')]);
  const tones = 'ùøûõï';
  const spell = (letter: string, signs: string, to: string): void => {
    for (const [sign, out] of pairs(signs, to)) {
      const upper = letter.toUpperCase();
      table.set(`${letter}${sign}`, out);
      table.set(`${upper}${sign}`, out.toUpperCase());
      table.set(`${upper}${sign.toUpperCase()}`, out.toUpperCase());
    }
  };
  spell('a', `${tones}êéèúüëâáàåãä`, 'áàảãạăắằẳẵặâấầẩẫậ');
  spell('e', `${tones}âáàåãä`, 'éèẻẽẹêếềểễệ');
  spell('o', `${tones}âáàåãä`, 'óòỏõọôốồổỗộ');
  spell('ô', tones, 'ớờởỡợ');
  spell('u', tones, 'úùủũụ');
  spell('ö', tones, 'ứừửữự');
  spell('y', 'ùøûõ', 'ýỳỷỹ');
  return table;
}

/** Signs that hardly any language writes within a word. */
const tcvn3Sign = /[A-Za-zÀ-ÿ][¡-¬®µ-¹»-¾×÷]|[¡-¬®µ-¹»-¾×÷][A-Za-zÀ-ÿ]/u;
/** Pairs Vietnamese never writes, unlike "hoà" and "hoá". */
const vniSign =
  /[ae][âáàåãä]|a[êéèúüë]|[aeouyôö][ùøûõï]|oâ|oå|oä|ñ[a-zöô]|[AEO][ÂÅÄ]|A[ÊÉÈÚÜËÁÀÃ]|E[ÁÀÃ]|[AEOUYÔÖ][ÙØÛÕÏ]|Ñ[A-ZÖÔ]/u;
/** Letters that only Unicode has. */
const modern = /[\u0100-\u01b0\u1ea0-\u1ef9]|\p{M}/u;
const foreign = /[\u0080-\u00ff]/u;

/** The font a text was surely typed for; null when it is Unicode, or says too little. */
export function oldFontOf(text: string): OldFont | null {
  if (!foreign.test(text) || modern.test(text)) return null;
  if (tcvn3Sign.test(text)) return 'TCVN3';
  return vniSign.test(text) ? 'VNI' : null;
}

/** The text as it was meant, if it was typed for this font; what is Unicode already stays as it is. */
export function fromOldFont(text: string, font: OldFont): string {
  if (!foreign.test(text) || modern.test(text)) return text;
  const table = font === 'TCVN3' ? tcvn3 : vni;
  let read = '';
  for (let at = 0; at < text.length; ) {
    // A letter with its sign before the letter alone.
    const two = table.get(text.slice(at, at + 2));
    read += two ?? table.get(text[at]!) ?? text[at]!;
    at += two === undefined ? 1 : 2;
  }
  return read;
}
