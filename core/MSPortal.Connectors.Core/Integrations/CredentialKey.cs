using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Names credentials without revealing them: the budget belongs to the credential, whoever uses it.</summary>
internal static class CredentialKey
{
    /// <param name="answers">The wizard's answers, secrets included.</param>
    public static string Of(SecretVault vault, string connectorId, IReadOnlyDictionary<string, string> answers) => vault.NameOf(string.Join(
        '\n',
        answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}").Prepend(connectorId)));
}
