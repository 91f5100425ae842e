import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

function filesUnder(root, path) {
  const entry = statSync(join(root, path), { throwIfNoEntry: false });
  if (!entry) return [];
  if (!entry.isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesUnder(root, `${path}/${name}`));
}

/** One hash over names and contents of all files under `paths`, those matching `without` left out, and over `also`. */
export function hashOf(root, paths, without, also = '') {
  const hash = createHash('sha256').update(also);
  for (const file of paths.flatMap((path) => filesUnder(root, path)).toSorted()) {
    if (without?.test(file)) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}
