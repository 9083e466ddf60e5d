using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>The calls of a manifest, compared with real addresses.</summary>
internal sealed class DeclaredCalls(Uri baseAddress, IReadOnlyList<ReadCall> calls)
{
    private readonly (string Method, string[] Segments)[] _calls =
        [.. calls.Select(call => (call.Method, call.Path.TrimEnd('/').Split('/')))];

    public bool Contain(string method, Uri address)
    {
        if (address.Scheme != baseAddress.Scheme
            || !address.Host.Equals(baseAddress.Host, StringComparison.OrdinalIgnoreCase)
            || address.Port != baseAddress.Port
            || address.UserInfo.Length > 0
            || !address.AbsolutePath.StartsWith(baseAddress.AbsolutePath, StringComparison.Ordinal))
        {
            return false;
        }

        var path = address.AbsolutePath[baseAddress.AbsolutePath.Length..];
        var segments = (path.EndsWith('/') ? path[..^1] : path).Split('/');
        return segments.All(IsPlain) && _calls.Any(call => call.Method == method && Match(call.Segments, segments));
    }

    private static bool Match(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(pair => Match(pair.First, pair.Second));

    private static bool Match(string template, string segment) => template is ['{', .., '}']
        ? segment.Length > 0
        : Uri.UnescapeDataString(segment) == template;

    // A server may decode a segment before it splits the path, and some decode twice.
    private static bool IsPlain(string segment)
    {
        var decoded = Uri.UnescapeDataString(Uri.UnescapeDataString(segment));
        return decoded is not ("." or "..") && !decoded.AsSpan().ContainsAny('/', '\\');
    }
}
