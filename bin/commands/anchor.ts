import { join } from 'node:path';
import { instant } from '../../domain/time/instant.js';
import { writeAnchor } from '../anchors/write-anchor.js';
import { readArguments, type OperatorCommand } from './command-line.js';
import { openStore } from './surroundings.js';

export const anchorCommand: OperatorCommand = {
  summary: 'write the heads of all logs into a file outside the database',
  help: `rinnalla anchor [--restored] [--json]

Writes number and hash of the last row of both logs of every case into ANCHOR_FOLDER, with a root that hangs on the
anchor before it. Once a day; a worker does the same by itself.
--restored  after a restore, when \`verify\` names rows that are known to be lost: writes a further anchor that says so;
            older ones are not compared any more, and \`verify\` says that as long as it stands`,
  run: async (args) => {
    const flag = { type: 'boolean' } as const;
    const { values } = readArguments('anchor', args, { restored: flag, json: flag });
    const { pool, settings, close } = await openStore();
    try {
      const restored = values.restored === true;
      const report = await writeAnchor(pool, settings.anchorFolder, instant(Date.now()), { restored });
      if (values.json) console.log(JSON.stringify(report));
      else {
        const path = join(settings.anchorFolder, report.file);
        console.log(
          `${path} ${report.written ? 'is written' : 'was there'}: ${report.heads} cases, root ${report.root}`,
        );
      }
      return 0;
    } finally {
      await close();
    }
  },
};
