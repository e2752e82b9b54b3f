#pragma once

/// How many words the process was started with, its own name among them.
int stet_word_count(void);

/// One of those words; null where there are not so many.
const char *stet_word(int index);
