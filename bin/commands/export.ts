import { masterKeys, TextVault } from '../../api/vault/text-vault.js';
import { instant } from '../../domain/time/instant.js';
import { makeCopy, type CopyRequest } from '../copy/make-copy.js';
import { writeNewFiles } from '../copy/new-files.js';
import { printCopy } from '../copy/print-copy.js';
import { required } from '../settings.js';
import { readArguments, wrongUse, type OperatorCommand } from './command-line.js';
import { openStore } from './surroundings.js';

const text = { type: 'string' } as const;

function readRequest(args: readonly string[]): { readonly request: CopyRequest; readonly out: string } {
  const options = { case: text, for: text, by: text, second: text, out: text };
  const { values } = readArguments('export', args, options);
  const { case: caseRef, for: forWhom, by, second, out } = values;
  if (!caseRef) throw wrongUse('export', '--case names the case');
  if (!forWhom) throw wrongUse('export', '--for names who asked for the copy');
  if (!by || !second) throw wrongUse('export', '--by and --second name two people');
  if (!out?.endsWith('.json')) throw wrongUse('export', '--out names a file that ends in .json');
  return { request: { caseRef, forWhom, by, second }, out };
}

export const exportCommand: OperatorCommand = {
  summary: 'give the data subject a copy of a whole case, with four eyes',
  help: `rinnalla export --case ID|REFERENCE --for PERSON --by PERSON --second PERSON --out FILE.json

Writes two files that nobody else may read: FILE.json, and FILE.html to print, in the language of whoever asked. In them is
everything of the case to which that person has a right: the case, every entry with its words, disclosures, messages, and who
was shown what. What is left out is named with its ground. The learner, and a guardian of a minor whom the learner has not
forbidden, get one; nobody else does. PERSON is an id or address of the directory; --by and --second are two different people
of the employer whose record the case is, one of them its supervisor or administrator: they read it before it is given, since
free texts may speak of others. That it was given, to whom and by whom, is written into the access log, and is the last row of
the copy. Name the file so that it tells nothing, and destroy it when it has been given.`,
  run: async (args) => {
    const { request, out } = readRequest(args);
    const { settings, pool, close } = await openStore();
    try {
      const { textKey } = required(settings, 'textKey');
      const vault = new TextVault(masterKeys(textKey, settings.textKeyOld));
      const page = out.replace(/\.json$/, '.html');
      const copy = await writeNewFiles([out, page], async () => {
        const made = await makeCopy({ pool, vault, now: instant(Date.now()) }, request);
        const texts = [`${JSON.stringify(made.copy, null, 2)}\n`, await printCopy(made.copy, made.language)];
        return { texts, result: made.copy };
      });
      console.log(`The copy of ${copy.ref} is in ${out} and ${page}: ${copy.log.rows.length} entries.`);
      return 0;
    } finally {
      await close();
    }
  },
};
