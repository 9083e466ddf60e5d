using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>Reads names as they are to be compared with those of one list.</summary>
internal sealed class NameReader(MatchSubject subject, PlainNames plain)
{
    public NormalName Read(string name) => plain.Mark(NameNormaliser.Normalise(name, subject));

    /// <summary>The name read as if its letters were the Latin ones they look like; null when they can't be.</summary>
    public NormalName? InLatin(NormalName name) => NameNormaliser.InLatin(name, subject) is { } latin ? plain.Mark(latin) : null;
}
