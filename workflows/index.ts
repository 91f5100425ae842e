export { bulkWorkflow } from './bulk.js';
export { caseWorkflow } from './case.js';
export { postmanWorkflow } from './postman.js';
export { consultationWorkflow, talkWorkflow } from './slip.js';

/*
 * The engine's library notes where each promise of a workflow was made, for a query that nobody here asks. It takes a stack
 * for it, and looks every frame of it up in the map of the bundle: a fifth of what a worker does in a roll-out. Its own two
 * frames come first; what is thrown still says the two places it was thrown from (decision 0056).
 */
Error.stackTraceLimit = 2;
