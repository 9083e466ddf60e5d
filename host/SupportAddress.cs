using System.Net.Mail;

namespace MSPortal.Connectors.Host;

/// <summary>Where the operator of the host is asked for help: an e-mail address or a page. All of an installation have the same.</summary>
/// <param name="Text">As people read it.</param>
/// <param name="Link">What a click opens: a <c>mailto:</c> or <c>https:</c> address, and never another.</param>
internal sealed record SupportAddress(string Text, string Link)
{
    /// <summary>Its setting.</summary>
    public const string Setting = "Support:Address";

    private const int MostLetters = 200;

    /// <summary>Whether a click leaves this host's pages for another.</summary>
    public bool IsPage => Link.StartsWith("https:", StringComparison.Ordinal);

    /// <returns>Null when none is set.</returns>
    /// <exception cref="SettingsException">It is neither an e-mail address nor an https address.</exception>
    public static SupportAddress? From(string? configured)
    {
        if (string.IsNullOrWhiteSpace(configured))
            return null;

        var text = configured.Trim();
        if (text.Length > MostLetters || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            throw Refused(text);
        if (MailAddress.TryCreate(text, out var mail) && mail.Address == text && mail.Host.Contains('.', StringComparison.Ordinal) && text.IndexOfAny(['?', '#', '&', '<', '>', '"', '%', ':', '/']) < 0)
            return new SupportAddress(text, $"mailto:{text}");
        if (Uri.TryCreate(text, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps && page.Host.Length > 0 && page.UserInfo.Length == 0)
            return new SupportAddress(text["https://".Length..].TrimEnd('/'), page.AbsoluteUri);

        throw Refused(text);
    }

    private static SettingsException Refused(string text) => new(
        $"{Setting} is \"{text}\", which is neither an e-mail address, such as help@msp.example, nor an https address, such as https://msp.example/help. Correct it and start again.");
}
