import { workflowBundle } from './workflow-bundle.js';

/** Compiles everything and keeps the workflows' bundle with it: for an image, whose code nobody may write to later. */
await workflowBundle();
