export { bulkWorkflow } from './bulk.js';
export { caseWorkflow } from './case.js';
export { postmanWorkflow } from './postman.js';
export { consultationWorkflow, talkWorkflow } from './slip.js';
