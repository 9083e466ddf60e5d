namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>Another status, with the body that the fault names.</summary>
    Status,

    /// <summary>429, with the fault's Retry-After, if any.</summary>
    TooManyRequests,

    /// <summary>No answer until the client leaves.</summary>
    Hang,

    /// <summary>The right answer, a few bytes at a time.</summary>
    SlowDrip,

    /// <summary>The connection is reset before an answer.</summary>
    Reset,

    /// <summary>Half the JSON, with a length that agrees.</summary>
    Truncated,

    /// <summary>Half the JSON, with the length of all of it; then the connection ends.</summary>
    CutOff,

    /// <summary>Half the JSON, with the length of all of it; then nothing more until the client leaves.</summary>
    Stall,

    /// <summary>Status and headers; then nothing more until the client leaves.</summary>
    SilentBody,

    /// <summary>Half the JSON without a length, and then a regular end.</summary>
    OpenEnded,

    /// <summary>The right answer, which claims to be a web page.</summary>
    WrongContentType,

    /// <summary>Something that claims to be compressed and is not.</summary>
    CorruptCompression,

    /// <summary>A small compressed answer that grows to as many bytes as the fault names.</summary>
    CompressionBomb,

    /// <summary>A web page with status 200.</summary>
    Html,

    /// <summary>Nothing, with status 200.</summary>
    Empty,

    /// <summary>An object where a list belongs, and a list where an object belongs.</summary>
    WrongShape,

    /// <summary>Numbers as texts, texts as numbers, true and false as texts.</summary>
    WrongTypes,

    /// <summary>Bytes that are no UTF-8 within a text.</summary>
    InvalidUtf8,

    /// <summary>JSON that is nested thousands of levels deep.</summary>
    DeepNesting,

    /// <summary>Valid JSON of as many bytes as the fault names.</summary>
    LargeBody,

    /// <summary>Every page is the first one.</summary>
    RepeatedPage,

    /// <summary>Every page but the first begins within the one before.</summary>
    OverlappingPages,

    /// <summary>Pages after the first are empty, though the total promises more.</summary>
    VanishingPage,

    /// <summary>The total is larger than the list.</summary>
    LyingTotal,

    /// <summary>The total is smaller than the list, the number of pages with it.</summary>
    SmallTotal,

    /// <summary>Pages hold fewer entries than was asked for.</summary>
    SmallPages,

    /// <summary>A well-formed answer with nothing in it.</summary>
    EmptyList,

    /// <summary>Each page is cut from the list in another order.</summary>
    ReorderedPages,

    /// <summary>Each second entry of a list is null.</summary>
    NullItems,

    /// <summary>The first key of each object stands there twice, with different values.</summary>
    DuplicateKeys,

    /// <summary>Null for every value that is no object and no list.</summary>
    NullValues,

    /// <summary>Objects without their first key.</summary>
    MissingKeys,

    /// <summary>Numbers that fit into no type.</summary>
    HugeNumbers,

    /// <summary>Another word in the place of each text.</summary>
    OtherWords,

    /// <summary>Objects with keys that nobody knows.</summary>
    ExtraKeys,

    /// <summary>Half a surrogate pair at the beginning of each text.</summary>
    LoneSurrogates,

    /// <summary>The character NUL at the beginning of each text.</summary>
    NulCharacters,

    /// <summary>Filters of a device search are not applied.</summary>
    IgnoredFilters,
}
