import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { compiledModule } from './compiled-module.js';

/** Cores that one question may keep busy. */
const THREADS = 2;

/** What a thread may hold. More room for what lives briefly: it is most of what is made, and costs least unswept. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 };

const ENTRY = fileURLToPath(new URL('./thread.mjs', import.meta.url));

/** What a module must export to be worked with in threads, as `begin`. Question, pieces and answers are plain data. */
export type Begin<Question, Piece, Answer> = (question: Question) => (piece: Piece) => Promise<Answer>;

/**
 * Answers a question piece by piece on threads that are started for it and ended with it. Answers come in the order of
 * the pieces, whichever thread was first. Starting costs about a second: it is for large questions.
 *
 * Throws the first failure of a piece, or the signal's reason; no thread goes on after that.
 *
 * @param module the address of the module that exports `begin`
 */
export async function inThreads<Question, Piece, Answer>(
  module: URL,
  question: Question,
  pieces: readonly Piece[],
  signal?: AbortSignal,
): Promise<Answer[]> {
  signal?.throwIfAborted();
  const threads = new Piscina<Piece, Answer>({
    ...{ filename: ENTRY, name: 'run', minThreads: 1, maxThreads: THREADS, resourceLimits: MEMORY },
    workerData: { module: compiledModule(module).href, question },
    // What the parent was started with is not for threads.
    execArgv: [],
  });
  // An end that is asked for twice is one end.
  const end = (): void => void threads.destroy();
  signal?.addEventListener('abort', end);
  try {
    return await Promise.all(pieces.map((piece) => threads.run(piece)));
  } catch (failure) {
    signal?.throwIfAborted();
    throw failure;
  } finally {
    signal?.removeEventListener('abort', end);
    await threads.destroy();
  }
}
