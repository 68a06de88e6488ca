/** The field with the words to find; every other field's name is that of a datum of the items. */
export const WORDS_FIELD = "words";
