using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Addigy;

/// <summary>What the wizard asks for.</summary>
internal static class AddigySetup
{
    public const string ApiToken = "api_token";

    public static IReadOnlyList<SetupStep> Steps { get; } =
    [
        new SetupStep("connect", "Connect to Addigy", [new SecretField(ApiToken, "API token")])
        {
            Help =
            [
                "Sign in to Addigy as a user who may create API tokens.",
                "Open Account > Integrations > API & Webhooks > V2.",
                "Choose New API Token and give it a descriptive name, for example MSPortal.",
                "Read access is enough: choose View Devices and the rights to view policies, and nothing that creates, edits or deletes.",
                "Copy the token at once, because Addigy may not show it again, and paste it here.",
            ],
            HelpLink = new Uri("https://support.addigy.com/hc/en-us/articles/16938210315411"),
        },
    ];
}
