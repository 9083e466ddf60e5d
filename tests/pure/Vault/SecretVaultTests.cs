using System.Security.Cryptography;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Tests.Pure.Vault;

public sealed class SecretVaultTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly SecretPlace Place = new(Guid.NewGuid(), Guid.NewGuid(), "api_token", 1);

    private readonly SecretVault _vault = new(Key);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("simulated-token with blanks, ümläuts and 🔑")]
    public void Opens_what_it_sealed(string secret) => Assert.Equal(secret, _vault.Open(Place, _vault.Seal(Place, secret)));

    [Fact]
    public void Opens_a_long_secret()
    {
        var secret = new string('x', 100_000);

        Assert.Equal(secret, _vault.Open(Place, _vault.Seal(Place, secret)));
    }

    [Fact]
    public void Notices_a_change_of_any_bit()
    {
        var envelope = _vault.Seal(Place, "a secret of some length");
        for (var i = 0; i < envelope.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. envelope];
                changed[i] ^= (byte)(1 << bit);
                Assert.Throws<VaultException>(() => _vault.Open(Place, changed));
            }
        }

        Assert.Equal("a secret of some length", _vault.Open(Place, envelope));
    }

    [Fact]
    public void Notices_a_byte_that_is_missing_or_too_much()
    {
        var envelope = _vault.Seal(Place, "secret");
        for (var length = 0; length < envelope.Length; length++)
            Assert.Throws<VaultException>(() => _vault.Open(Place, envelope[..length]));

        Assert.Throws<VaultException>(() => _vault.Open(Place, [.. envelope, 0]));
    }

    [Fact]
    public void Opens_an_envelope_in_its_own_place_only()
    {
        var envelope = _vault.Seal(Place, "secret");
        SecretPlace[] others =
        [
            Place with { Tenant = Guid.NewGuid() },
            Place with { Owner = Guid.NewGuid() },
            Place with { Field = "api_tokem" },
            Place with { Field = "" },
            Place with { Version = 2 },
            Place with { Version = -1 },
            new(Place.Owner, Place.Tenant, Place.Field, Place.Version),
        ];

        Assert.All(others, other => Assert.Throws<VaultException>(() => _vault.Open(other, envelope)));
    }

    [Fact]
    public void Opens_nothing_with_another_key()
    {
        var envelope = _vault.Seal(Place, "secret");

        var error = Assert.Throws<VaultException>(() => new SecretVault(RandomNumberGenerator.GetBytes(32)).Open(Place, envelope));
        Assert.DoesNotContain("secret\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_seals_twice_alike()
    {
        var envelopes = Enumerable.Range(0, 2_000).Select(_ => Convert.ToHexString(_vault.Seal(Place, "secret"))).ToHashSet();
        var nonces = envelopes.Select(e => e[2..26]).ToHashSet();

        Assert.Equal((2_000, 2_000), (envelopes.Count, nonces.Count));
    }

    [Fact]
    public void Holds_the_secret_nowhere_in_the_envelope()
    {
        var envelope = _vault.Seal(Place, "a-plain-secret");

        Assert.Equal(-1, envelope.AsSpan().IndexOf("a-plain"u8));
        Assert.Equal(-1, envelope.AsSpan().IndexOf(Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void Takes_a_key_of_32_bytes_only(int bytes) => Assert.Throws<ArgumentException>(() => new SecretVault(new byte[bytes]));
}
