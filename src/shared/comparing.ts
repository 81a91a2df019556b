/** So many models can be compared: as many sessions as can be seen side by side. */
export const MOST_COMPARED = 4
