/** Colours of messages by how much they matter, as 0xRRGGBB: the page's own red, orange, blue and green. */
export const colours = { critical: 0xe03131, warning: 0xf08c00, info: 0x1971c2, good: 0x2f9e44 } as const;
