import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream';
import type { FaultCode } from './faults.js';

/** One file takes so many bytes at the most. */
export const MAX_BYTES = 2 ** 31;
const HEAD_BYTES = 65_536;

/** A file that cannot be read on from somewhere: what is wrong, and in which line. */
export class FileProblem extends Error {
  readonly code: FaultCode;
  readonly row: number | null;

  constructor(code: FaultCode, row: number | null = null) {
    super(code);
    this.code = code;
    this.row = row;
  }
}

/** The beginning of a text and what its cells are parted by. */
export interface FileHead {
  readonly delimiter: ',' | ';' | '\t';
}

/** Looks at the beginning of a file: whether it is text in UTF-8, and what parts its cells. Throws FileProblem. */
export async function readHead(path: string): Promise<FileHead> {
  const file = await open(path).catch(() => {
    throw new FileProblem('no-such-file');
  });
  try {
    const { size } = await file.stat();
    if (size > MAX_BYTES) throw new FileProblem('too-large');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    refuseOther(head);
    const end = head.indexOf(0x0a);
    return { delimiter: delimiterOf(head.subarray(0, end < 0 ? head.length : end).toString('latin1')) };
  } finally {
    await file.close();
  }
}

function refuseOther(head: Buffer): void {
  const mark = head.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') throw new FileProblem('is-utf16');
  if (mark === '504b') throw new FileProblem('is-binary');
  const zeros = head.subarray(0, 1_024).filter((byte) => byte === 0).length;
  // Without a mark: every other byte of Latin letters is zero.
  if (zeros > 0) throw new FileProblem(zeros > head.subarray(0, 1_024).length / 4 ? 'is-utf16' : 'is-binary');
}

function delimiterOf(line: string): FileHead['delimiter'] {
  const outside = line.replaceAll(/"[^"]*"/g, '');
  const count = (sign: string): number => outside.split(sign).length;
  if (count(';') > count(',')) return ';';
  return count('\t') > count(',') ? '\t' : ',';
}

/** Bytes to text; a byte that is no UTF-8 ends it with the line it stands in. A mark at the beginning is dropped. */
class Utf8 extends Transform {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private lines = 1;

  constructor() {
    super({ readableObjectMode: false, encoding: 'utf8' });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      const zero = chunk.indexOf(0);
      if (zero >= 0) throw new FileProblem('is-binary', this.lines + linesIn(chunk.subarray(0, zero)));
      this.push(this.decoder.decode(chunk, { stream: true }));
      this.lines += linesIn(chunk);
      done();
    } catch (failure) {
      done(failure instanceof FileProblem ? failure : new FileProblem('not-utf8', this.lineOf(chunk)));
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      this.push(this.decoder.decode());
      done();
    } catch {
      done(new FileProblem('not-utf8', this.lines));
    }
  }

  /** The first line of the chunk that is wrong by itself; a letter that began in the chunk before counts as its first. */
  private lineOf(chunk: Buffer): number {
    let from = 0;
    for (let line = this.lines; ; line += 1) {
      const end = chunk.indexOf(0x0a, from);
      const part = chunk.subarray(from, end < 0 ? chunk.length : end);
      if (!isUtf8(part) || end < 0) return line;
      from = end + 1;
    }
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, as a stream; it fails with FileProblem. */
export function readText(path: string): Readable {
  const bytes = createReadStream(path, { highWaterMark: 262_144 });
  // What goes wrong reaches the reader of the text; here is nothing to do about it.
  return pipeline(bytes, new Utf8(), () => undefined);
}

/** A file's name as faults show it. */
export function nameOf(path: string): string {
  return basename(path);
}
