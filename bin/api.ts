import { createServer } from 'node:http';
import { readSettings } from './settings.js';

// A stand-in until the API is here: it says it is ready and nothing else.
const { port, host } = readSettings(process.env);
const server = createServer((_request, response) => response.end('ok\n')).listen(port, host);
process.once('SIGTERM', () => server.close());
