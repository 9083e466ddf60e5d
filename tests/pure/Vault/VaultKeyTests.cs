using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Tests.Pure.Vault;

public sealed class VaultKeyTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mspc-vault-").FullName;

    private string KeyFile => Path.Combine(_directory, VaultKey.FileName);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Makes_a_key_that_only_its_owner_can_read_and_uses_it_again()
    {
        var first = VaultKey.LoadOrCreate(null, _directory);
        var second = VaultKey.LoadOrCreate("  ", _directory);

        Assert.Equal(32, first.Length);
        Assert.Equal(first, second);
        Assert.NotEqual(new byte[32], first);
        Assert.Single(Directory.GetFiles(_directory));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public async Task Hosts_that_start_at_once_end_up_with_one_key()
    {
        using var start = new Barrier(16);
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Factory.StartNew(() =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return Convert.ToHexString(VaultKey.LoadOrCreate(null, _directory));
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Single(keys.Distinct());
        Assert.Equal([KeyFile], Directory.GetFiles(_directory));
    }

    [Fact]
    public void Says_that_a_key_file_left_empty_is_empty()
    {
        File.WriteAllText(KeyFile, "");

        var error = Assert.Throws<VaultException>(() => VaultKey.LoadOrCreate(null, _directory));

        Assert.Contains($"{KeyFile} is empty", error.Message, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(KeyFile));
    }

    [Fact]
    public void Prefers_the_configured_key_and_makes_no_file()
    {
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

        Assert.Equal(key, VaultKey.LoadOrCreate(Convert.ToBase64String(key) + "\n", _directory));
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Theory]
    [InlineData("not base64 at all!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj")]
    public void Says_what_is_wrong_with_a_broken_key_and_leaves_it_as_it_is(string text)
    {
        File.WriteAllText(KeyFile, text);

        var file = Assert.Throws<VaultException>(() => VaultKey.LoadOrCreate(null, _directory));
        var configured = Assert.Throws<VaultException>(() => VaultKey.LoadOrCreate(text, _directory));

        Assert.Contains(KeyFile, file.Message, StringComparison.Ordinal);
        Assert.Contains("Restore it from your backup", file.Message, StringComparison.Ordinal);
        Assert.Contains("configured vault key", configured.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, file.Message + configured.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(KeyFile));
    }

    [Fact]
    public void Refuses_an_empty_file_and_does_not_replace_it()
    {
        File.WriteAllText(KeyFile, "");

        Assert.Throws<VaultException>(() => VaultKey.LoadOrCreate(null, _directory));
        Assert.Equal(0, new FileInfo(KeyFile).Length);
    }
}
