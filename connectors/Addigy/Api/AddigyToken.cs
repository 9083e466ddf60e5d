using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>A V2 API token, checked for what can be seen without asking Addigy.</summary>
internal sealed class AddigyToken(string? text)
{
    private static readonly string[] V1Words = ["client_id", "client-id", "clientid", "client_secret", "client-secret"];

    private readonly string _text = text?.Trim() ?? "";

    /// <summary>The token, ready to be sent.</summary>
    /// <exception cref="SetupRefusedException">It can't be a V2 token.</exception>
    public string Value
    {
        get
        {
            if (_text.Length == 0)
                throw Malformed("No API token was entered.", "Paste the V2 API token into the API token field.");

            if (V1Words.Any(word => _text.Contains(word, StringComparison.OrdinalIgnoreCase)))
                throw Malformed(
                    "This looks like a client ID and client secret of Addigy's old API v1.",
                    "Create a token under Account > Integrations > API & Webhooks > V2 > New API Token and paste that.");

            if (_text.Any(char.IsWhiteSpace))
                throw Malformed(
                    "The API token has blanks or line breaks in its middle.",
                    "Copy the token again, without words before it, and paste it in one piece.");

            if (!_text.All(c => c is > ' ' and <= '~'))
                throw Malformed(
                    "The API token holds characters that no token has.",
                    "Copy the token from Addigy itself, not out of a document that may have changed it.");

            return _text;
        }
    }

    private static SetupRefusedException Malformed(string message, string cure) =>
        new(ErrorCodes.SecretMalformed, message, cure);
}
