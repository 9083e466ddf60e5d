namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>What a colour means. Words or an icon always say it too.</summary>
public enum Tone
{
    /// <summary>Nothing to judge.</summary>
    Neutral,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Look at it.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Bad,
}
