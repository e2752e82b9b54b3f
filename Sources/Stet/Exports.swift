// Names, revisions and times are what people who keep articles speak of: `import Stet` is enough.
@_exported public import Articles
