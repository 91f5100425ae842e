export { caseWorkflow } from './case.js';
export { postmanWorkflow } from './postman.js';
