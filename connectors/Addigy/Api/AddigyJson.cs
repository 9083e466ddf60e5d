using System.Text.Json.Serialization;
using MSPortal.Connectors.Addigy.Devices;
using MSPortal.Connectors.Addigy.Policies;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>Generated serializers of what is sent; those made by reflection would keep the assembly from unloading.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PolicyQuery))]
[JsonSerializable(typeof(DeviceQuery))]
internal sealed partial class AddigyJson : JsonSerializerContext;
