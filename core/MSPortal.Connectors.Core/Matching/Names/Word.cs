namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>One folded word of a name and the part of the name it stands in.</summary>
internal readonly record struct Word(string Text, WordKind Kind, byte Segment, bool AfterComma)
{
    public Word(string text, WordKind kind, SplitWord place)
        : this(text, kind, (byte)Math.Min(place.Segment, byte.MaxValue), place.AfterComma)
    {
    }

    /// <summary>Content, qualifiers and numbers tell companies apart; the rest is dressing.</summary>
    public bool Tells => Kind is WordKind.Content or WordKind.Qualifier or WordKind.Number;
}
