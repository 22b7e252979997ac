/** As a label is called: what Prometheus takes. */
export const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
