/** A stylesheet is imported for its effect; Vite puts it into the page. */
declare module '*.css';
