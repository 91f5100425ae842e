import { required } from '../settings.js';
import { sealOldTexts } from '../seal-old-texts.js';
import { wrongUse, type OperatorCommand } from './command-line.js';
import { openStore } from './surroundings.js';

export const textsCommand: OperatorCommand = {
  summary: 'put texts from before there was a vault under the keys of their cases',
  help: `rinnalla texts seal

Encrypts free texts that still lie in clear, each under the data key of its case or slip. bin/migrate.ts and
\`npm start\` do the same. Needs DATABASE_OWNER_URL and TEXT_KEY. Twice is the same as once.`,
  run: async ([act = '']) => {
    if (act !== 'seal') throw wrongUse('texts', 'texts takes the word seal');
    const { settings, close } = await openStore();
    try {
      const { databaseOwnerUrl, textKey } = required(settings, 'databaseOwnerUrl', 'textKey');
      console.log(
        `${await sealOldTexts(databaseOwnerUrl, settings, textKey)} texts were in clear and are sealed now.`,
      );
      return 0;
    } finally {
      await close();
    }
  },
};
