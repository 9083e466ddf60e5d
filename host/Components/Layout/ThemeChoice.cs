namespace MSPortal.Connectors.Host.Components.Layout;

/// <summary>The colours a person chose, as their browser remembers them.</summary>
/// <param name="Name">"light", "dark" or "system".</param>
/// <param name="IsDark">Whether the page is dark now; for "system" that is the device's setting.</param>
public sealed record ThemeChoice(string Name, bool IsDark)
{
    public const string Light = "light";
    public const string Dark = "dark";
    public const string System = "system";

    /// <summary>The value of the document's theme attribute.</summary>
    public string Attribute => IsDark ? Dark : Light;

    /// <summary>Reads the cookies that app.js writes.</summary>
    public static ThemeChoice From(IRequestCookieCollection cookies) => new(
        cookies["theme"] is Light or Dark ? cookies["theme"]! : System,
        cookies["theme-shown"] == Dark);
}
