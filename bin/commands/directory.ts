import { directoryChanged } from '../../api/directory/directory-changed.js';
import { isUuid } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { IMPORT_HELP, importFiles, listImports } from './directory-import.js';
import { readArguments, wrongUse, type OperatorCommand } from './command-line.js';
import { openSurroundings } from './surroundings.js';

async function sync(args: readonly string[]): Promise<number> {
  const { values } = readArguments('directory', args, {
    learner: { type: 'string' },
    json: { type: 'boolean' },
  });
  const { learner } = values;
  if (learner !== undefined && !isUuid(learner)) throw wrongUse('directory', '--learner takes an id');
  const { pool, temporal, settings, close } = await openSurroundings();
  try {
    const { taskQueue } = settings;
    const report = await directoryChanged(
      { pool, temporal, taskQueue, now: () => instant(Date.now()) },
      { learnerId: learner ?? null },
    );
    if (values.json) console.log(JSON.stringify(report));
    else {
      const { changed, decided, waiting, refused, known } = report;
      console.log(
        changed === 0
          ? 'Every living case knows what the directory says.'
          : `${changed} facts were known otherwise: ${decided} told, ${waiting + known} are being told, ${refused} refused.`,
      );
    }
    return report.refused > 0 ? 1 : 0;
  } finally {
    await close();
  }
}

export const directoryCommand: OperatorCommand = {
  summary: "import an employer's people; tell living cases what the directory says",
  help: `${IMPORT_HELP}

rinnalla directory sync [--learner ID] [--json]

Compares what each living case knows of its learner's family (guardians, birth date, protected addresses), school and
staff with the directory, and tells those that know something else; each decides for itself what follows. The worker does the same
within a minute; use this after a change by hand that may not wait. Doing it twice does nothing more.
Exit code 1 when a case refused.`,
  run: async ([act = '', ...args]) => {
    if (act === 'sync') return sync(args);
    if (act === 'import') return importFiles(args);
    if (act === 'imports') return listImports(args);
    throw wrongUse('directory', act === '' ? 'directory needs a word more' : `What is "directory ${act}"?`);
  },
};
