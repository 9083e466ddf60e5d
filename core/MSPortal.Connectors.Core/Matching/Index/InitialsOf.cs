using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>The initials a name may be called by: "Carolina Bone Joint" is "cbj".</summary>
internal static class InitialsOf
{
    public static string? Name(NormalName name)
    {
        Span<char> letters = stackalloc char[8];
        var count = 0;
        foreach (var word in name.Words)
        {
            if (word.Kind is WordKind.Stop or WordKind.Legal || word.Text.Length == 0)
            {
                continue;
            }

            if (count == letters.Length)
            {
                return null;
            }

            letters[count++] = word.Text[0];
        }

        return count >= 2 ? new string(letters[..count]) : null;
    }
}
