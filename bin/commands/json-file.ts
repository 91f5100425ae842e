import { readFile } from 'node:fs/promises';
import { StackProblem } from '../../stack/problem.js';
import { wrongUse } from './command-line.js';

type Content = Record<string, unknown>;

function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a file that was named on the command line. Throws StackProblem when it is not there or holds no JSON object.
 *
 * @param form where its form can be seen, as the end of a sentence
 */
export async function readJsonFile(
  command: string,
  file: string | undefined,
  form: string,
): Promise<Content> {
  if (file === undefined) throw wrongUse(command, 'a file is missing');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new StackProblem(`There is no file ${file}.`, 'give the path of a JSON file.');
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    throw new StackProblem(`${file} is no JSON: ${why}.`, form);
  }
  if (isContent(content)) return content;
  throw new StackProblem(`${file} holds no JSON object.`, form);
}
