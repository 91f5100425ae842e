import { masterKeys, TextVault } from '../../api/vault/text-vault.js';

/** The vault of stories: its key is no secret, for its words are invented and thrown away with the stage. */
export const stageVault = new TextVault(masterKeys(Buffer.alloc(32, 'story').toString('base64'), []));
