#include <utf8proc.h>

/// What Unicode says of a scalar, as a value: Swift would have to follow a pointer.
typedef struct {
  uint8_t category;
  uint8_t combining_class;
  bool is_ignorable;
  /// Whether NFKC or folding its case changes it; that of a syllable of Hangul is not told.
  bool folds;
} stet_scalar_facts;

static inline stet_scalar_facts stet_utf8proc_facts(int32_t scalar) {
  const utf8proc_property_t *property = utf8proc_get_property(scalar);
  stet_scalar_facts facts = {
    .category = (uint8_t)property->category,
    .combining_class = (uint8_t)property->combining_class,
    .is_ignorable = property->ignorable,
    .folds = property->decomp_seqindex != UINT16_MAX || property->casefold_seqindex != UINT16_MAX,
  };
  return facts;
}
