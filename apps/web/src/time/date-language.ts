/** The day comes before the month: English as it is written outside of America. */
export const dateLanguage = (language: string): string => (language === 'en' ? 'en-GB' : language);
