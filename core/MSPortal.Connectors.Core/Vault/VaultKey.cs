using System.Security.Cryptography;

namespace MSPortal.Connectors.Core.Vault;

/// <summary>Finds the vault key: given by the operator, or in a file that is made at first start.</summary>
public static class VaultKey
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "vault.key";

    private const int KeyBytes = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="configured">The key in base64 as the operator gave it; null or empty for the file.</param>
    /// <param name="dataDirectory">Where the file lies.</param>
    /// <exception cref="VaultException">The key is there but can't be used.</exception>
    public static byte[] LoadOrCreate(string? configured, string dataDirectory)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return Decode(configured, "The configured vault key");

        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
            Create(path);

        return Decode(ReadWhole(path), $"The vault key file {path}");
    }

    // Two hosts that start at once must end up with one key. Only one can make the empty file; it then moves the
    // written key over it. A move that refuses an existing target would not do: it looks first and moves afterwards.
    private static void Create(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var writer = new StreamWriter(New(draft)))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));

        try
        {
            New(path).Dispose();
            File.Move(draft, path, overwrite: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static FileStream New(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return new FileStream(path, options);
    }

    private static string ReadWhole(string path)
    {
        var text = "";
        if (SpinWait.SpinUntil(() => (text = File.ReadAllText(path)).Length > 0, Patience))
            return text;

        throw new VaultException(
            $"The vault key file {path} is empty. Restore it from your backup. If this host never finished its first start there is nothing to restore: delete the file and start again.");
    }

    private static byte[] Decode(string text, string what)
    {
        var key = new byte[KeyBytes];
        if (!Convert.TryFromBase64String(text.Trim(), key, out var written) || written != KeyBytes)
        {
            throw new VaultException(
                $"{what} is not {KeyBytes} bytes in base64. Restore it from your backup: without it the stored API tokens can't be read and must be entered again.");
        }

        return key;
    }
}
