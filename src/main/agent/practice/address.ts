/** The address of the practice model: nothing listens there, its requests are answered in our own process. */
export const PRACTICE_URL = 'http://practice.invalid/v1'
