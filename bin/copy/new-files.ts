import { open, rm, type FileHandle } from 'node:fs/promises';
import { StackProblem } from '../../stack/problem.js';

async function takeNew(file: string): Promise<FileHandle> {
  // Never over another one, and read by its owner only.
  return open(file, 'wx', 0o600).catch((failure: NodeJS.ErrnoException) => {
    throw new StackProblem(
      `${file} could not be written: ${failure.code ?? failure.message}.`,
      'name another --out.',
    );
  });
}

/**
 * Makes files that only their owner reads, all or none: they are taken before `contents` is asked for, so that nothing is
 * done for a file that cannot be, and none stays when anything fails. `contents`: as many as there are files, in their order.
 */
export async function writeNewFiles<T>(
  files: readonly string[],
  contents: () => Promise<{ readonly texts: readonly string[]; readonly result: T }>,
): Promise<T> {
  const taken: { readonly file: string; readonly handle: FileHandle }[] = [];
  try {
    for (const file of files) taken.push({ file, handle: await takeNew(file) });
    const { texts, result } = await contents();
    for (const [at, { handle }] of taken.entries()) await handle.writeFile(texts[at] ?? '');
    return result;
  } catch (failure) {
    await Promise.all(taken.map(({ file }) => rm(file, { force: true })));
    throw failure;
  } finally {
    await Promise.all(taken.map(({ handle }) => handle.close()));
  }
}
