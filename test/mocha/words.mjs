import { register } from 'node:module';
import fc from 'fast-check';

// Mocha tells an error without its cause: which promise was broken belongs into the words.
fc.configureGlobal({ ...fc.readConfigureGlobal(), includeErrorInReport: true });

register('./resolve-globals.mjs', import.meta.url);
