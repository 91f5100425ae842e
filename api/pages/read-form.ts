import express, { type Request, type Response } from 'express';
import { BODY_LIMIT } from '../http/route.js';

/** Reads a form that a browser sends without a script. */
const parseForm = express.urlencoded({
  extended: false,
  inflate: false,
  limit: BODY_LIMIT,
  parameterLimit: 300,
});

/** Reads the body of a form into `req.body`, or says why it cannot be read. */
export function readForm(req: Request, res: Response): Promise<'read' | 'too-large' | 'unreadable'> {
  if (!req.is('application/x-www-form-urlencoded')) return Promise.resolve('unreadable');
  return new Promise((resolve) => {
    parseForm(req, res, (failure?: unknown) => {
      if (failure === undefined) resolve('read');
      else {
        const isLarge =
          typeof failure === 'object' && failure !== null && 'status' in failure && failure.status === 413;
        resolve(isLarge ? 'too-large' : 'unreadable');
      }
    });
  });
}
