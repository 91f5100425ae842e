import { readFile } from 'node:fs/promises';

/** The characters of base64 that a word has in any longer text that holds it, at one of three offsets. */
function base64At(word: Buffer, offset: 0 | 1 | 2): string {
  const whole = Buffer.concat([Buffer.alloc(offset), word])
    .toString('base64')
    .replace(/=+$/, '');
  const first = [0, 2, 3][offset] ?? 0;
  return whole.slice(first, Math.floor(((offset + word.length) * 8) / 6));
}

/** How a word may lie in bytes: UTF-8 and UTF-16, plain and inside base64, as written and with escapes of JSON. */
export function formsOf(word: string): Buffer[] {
  const escaped = word.replaceAll(/[^\x20-\x7e]/g, (sign) =>
    sign
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
  const plain = [Buffer.from(word), Buffer.from(word, 'utf16le'), Buffer.from(escaped)];
  const inBase64 = plain
    .slice(0, 2)
    .flatMap((bytes) => ([0, 1, 2] as const).map((at) => base64At(bytes, at)));
  // Six bytes of ciphertext are a given word once in a hundred thousand gigabytes; fewer would be found by chance.
  return [...plain, ...inBase64.map((text) => Buffer.from(text))].filter((form) => form.length >= 6);
}

/** Words that occur in the bytes, in any of their forms. One pass, however many words. */
export function wordsIn(bytes: Buffer, words: readonly string[]): string[] {
  const begins = new Uint8Array(1 << 24);
  const byBegin = new Map<number, { word: string; form: Buffer }[]>();
  for (const word of new Set(words)) {
    const forms = formsOf(word);
    if (forms.length === 0) throw new Error(`"${word}" is too short to be looked for`);
    for (const form of forms) {
      const begin = form.readUIntBE(0, 3);
      begins[begin] = 1;
      byBegin.set(begin, [...(byBegin.get(begin) ?? []), { word, form }]);
    }
  }
  const found = new Set<string>();
  for (let at = 0; at + 3 <= bytes.length; at += 1) {
    const begin = bytes.readUIntBE(at, 3);
    if (begins[begin] === 0) continue;
    for (const { word, form } of byBegin.get(begin) ?? []) {
      if (form.equals(bytes.subarray(at, at + form.length))) found.add(word);
    }
  }
  return [...found].toSorted();
}

/** A file's bytes; none when it is not there. */
export function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return Buffer.alloc(0);
    throw failure;
  });
}
